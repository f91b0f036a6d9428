-- Long work on contacts: imports, exports and bulk actions.
create table contact_job (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    kind         text not null check (kind in ('import', 'export', 'bulk')),
    status       text not null check (status in ('draft', 'waiting', 'running', 'done', 'cancelled', 'failed')),
    name         text not null,
    settings     jsonb not null default '{}',
    -- Of an import: how its file is read.
    shape        jsonb,
    bytes        bigint not null default 0,
    bytes_done   bigint not null default 0,
    total        bigint,
    done         bigint not null default 0,
    added        bigint not null default 0,
    updated      bigint not null default 0,
    unchanged    bigint not null default 0,
    refused      bigint not null default 0,
    -- The last contact that was done.
    position     uuid,
    error        text,
    actor        text not null,
    claimed_by   uuid,
    claimed_until timestamptz,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    -- When its files are deleted.
    expires_at   timestamptz,
    primary key (workspace_id, id)
) with (fillfactor = 70);
create index contact_job_open on contact_job (workspace_id, id) where status in ('waiting', 'running');

-- The file of an import, until it ends, and of an export, until it expires.
create table contact_job_part (
    workspace_id uuid not null,
    job_id       uuid not null,
    number       int not null,
    bytes        bytea not null,
    primary key (workspace_id, job_id, number)
);
alter table contact_job_part alter column bytes set storage external;

-- Rows of an import that were not taken, as they stood in the file, and why.
create table contact_import_refusal (
    workspace_id uuid not null,
    job_id       uuid not null,
    row          bigint not null,
    cells        text[] not null,
    reason       text not null,
    primary key (workspace_id, job_id, row)
);
