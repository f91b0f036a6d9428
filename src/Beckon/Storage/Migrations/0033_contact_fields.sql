-- Custom fields that a workspace has defined.
create table contact_field (
    workspace_id uuid not null references workspace,
    key          text not null,
    label        text not null,
    kind         text not null check (kind in ('text', 'number', 'date', 'date_time', 'boolean', 'choice')),
    choices      text[] not null default '{}',
    -- Values of another kind that sources sent and that were kept out: how many, and when and from where the last one came.
    kept_out     bigint not null default 0,
    kept_out_at  timestamptz,
    kept_out_source uuid,
    created_at   timestamptz not null,
    primary key (workspace_id, key)
);

-- What contacts hold in them: one object per contact, and no row for those without. Apart from the contact itself, whose row is written anew
-- whenever somebody is seen; a filter over a million contacts reads a narrow table.
create table contact_value (
    workspace_id uuid not null,
    contact_id   uuid not null,
    fields       jsonb not null,
    primary key (workspace_id, contact_id)
) with (fillfactor = 90);
