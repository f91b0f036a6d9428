-- Recency, frequency and monetary value of everybody with a delivered order, scored 1 to 5. Rows change only where a score or what it is made of does:
-- how many days ago the last order was is worked out when it is asked.
create table rfm_score (
    workspace_id  uuid not null,
    contact_id    uuid not null,
    recency       smallint not null check (recency between 1 and 5),
    frequency     smallint not null check (frequency between 1 and 5),
    monetary      smallint not null check (monetary between 1 and 5),
    segment       text not null,
    orders        int not null,
    revenue       numeric(18, 2) not null,
    last_order_at timestamptz not null,
    since         timestamptz not null,
    primary key (workspace_id, contact_id)
) with (fillfactor = 90);
create index rfm_score_by_segment on rfm_score (workspace_id, segment);

-- Each time that scores were computed: kept, so that it can be seen how segments grow and shrink.
create table rfm_run (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    -- The calendar day of the workspace that recency is counted from.
    day          date not null,
    finished_at  timestamptz not null,
    milliseconds int not null,
    customers    bigint not null,
    cuts         jsonb not null,
    settings     jsonb not null,
    primary key (workspace_id, id)
);

create table rfm_cell (
    workspace_id uuid not null,
    run_id       uuid not null,
    recency      smallint not null,
    frequency    smallint not null,
    segment      text not null,
    customers    bigint not null,
    orders       bigint not null,
    revenue      numeric(20, 2) not null,
    primary key (workspace_id, run_id, recency, frequency, segment)
);

-- How many went from one segment into another; empty: they had none before, or have none any more.
create table rfm_move (
    workspace_id uuid not null,
    run_id       uuid not null,
    from_segment text not null,
    to_segment   text not null,
    customers    bigint not null,
    primary key (workspace_id, run_id, from_segment, to_segment)
);

-- No row means that everything is as Beckon comes.
create table rfm_settings (
    workspace_id uuid not null references workspace,
    settings     jsonb not null,
    version      int not null,
    updated_at   timestamptz not null,
    primary key (workspace_id)
);
