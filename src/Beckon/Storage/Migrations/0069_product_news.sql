-- News of products that flows have yet to tell those who wanted them.
create table product_news (
    workspace_id  uuid not null,
    flow_id       uuid not null,
    event_id      uuid not null,
    occurred_at   timestamptz not null,
    properties    jsonb not null,
    primary key (workspace_id, flow_id, event_id)
);
