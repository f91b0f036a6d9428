-- How each source fares, by the hour: what it asked, what came of it, and why the latest refusal was. Kept for a week.
create table source_hour (
    workspace_id uuid not null references workspace,
    source_id    uuid not null,
    hour         timestamptz not null,
    requests     bigint not null,
    events       bigint not null,
    refused      bigint not null,
    refused_at   timestamptz,
    -- In Beckon's own words, without what the sender said.
    refusal      text,
    primary key (workspace_id, source_id, hour)
);
