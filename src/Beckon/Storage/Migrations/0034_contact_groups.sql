-- Static lists, and tags, which are lists with nothing but a name.
create table contact_group (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    kind         text not null check (kind in ('list', 'tag')),
    name         text not null,
    created_at   timestamptz not null,
    primary key (workspace_id, id)
);
create unique index contact_group_by_name on contact_group (workspace_id, kind, lower(name));

create table contact_group_member (
    workspace_id uuid not null,
    group_id     uuid not null,
    contact_id   uuid not null,
    added_at     timestamptz not null,
    primary key (workspace_id, group_id, contact_id)
);
create index contact_group_member_by_contact on contact_group_member (workspace_id, contact_id);

-- Those that were merged away keep their memberships beside the copies of the survivor: they are counted out.
create index contact_merged on contact (workspace_id, id) where merged_into is not null;
