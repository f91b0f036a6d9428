-- What everybody with a delivered order is expected to do, by the models that were fitted to all of them. Rows change only where a figure does.
create table prediction (
    workspace_id       uuid not null,
    contact_id         uuid not null,
    -- How often they will buy within the horizon.
    expected_orders    numeric(9, 2) not null,
    probability_active numeric(4, 3) not null check (probability_active between 0 and 1),
    -- Null where what customers spend fits no model.
    lifetime_value     numeric(18, 2),
    -- Null: probably never again, or not within two years.
    next_order_on      date,
    primary key (workspace_id, contact_id)
) with (fillfactor = 80);

-- The last time that predictions were computed: what was found, or why nothing is predicted.
create table prediction_run (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    day          date not null,
    finished_at  timestamptz not null,
    milliseconds int not null,
    customers    bigint not null,
    refusal      text,
    outcome      jsonb,
    settings     jsonb not null,
    primary key (workspace_id),
    check ((refusal is null) <> (outcome is null))
);

-- No row means that everything is as Beckon comes.
create table prediction_settings (
    workspace_id uuid not null references workspace,
    settings     jsonb not null,
    version      int not null,
    updated_at   timestamptz not null,
    primary key (workspace_id)
);

-- Audiences that ask for predictions are worked out again when these were computed.
alter table audience_book add column prediction_run uuid;
