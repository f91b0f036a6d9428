-- One retailer's account. `uid` is the public number that platforms ask for beside the API key.
create table workspace (
    id                      uuid primary key,
    uid                     bigint not null unique,
    name                    text not null,
    time_zone               text not null,
    currency                char(3) not null,
    country                 char(2) not null,
    plan                    text not null default 'marketing_pro' check (plan in ('core', 'marketing_pro')),
    email_consent_default   text not null default 'subscribed' check (email_consent_default in ('subscribed', 'unsubscribed')),
    attribution_click_days  int not null default 5 check (attribution_click_days between 0 and 90),
    attribution_open_days   int not null default 1 check (attribution_open_days between 0 and 90),
    created_at              timestamptz not null
);

create table user_account (
    id            uuid primary key,
    email         text not null unique,
    name          text not null,
    password_hash text not null,
    created_at    timestamptz not null
);

create table membership (
    workspace_id uuid not null references workspace,
    user_id      uuid not null references user_account,
    role         text not null check (role in ('owner', 'operator', 'marketing', 'marketing_analyst', 'staff')),
    created_at   timestamptz not null,
    primary key (workspace_id, user_id)
);

-- A signed-in browser. Only the hash of the cookie's token is kept.
create table session (
    token_hash   bytea primary key,
    user_id      uuid not null references user_account,
    workspace_id uuid not null references workspace,
    created_at   timestamptz not null,
    expires_at   timestamptz not null
);

-- A secret key of the API. Only its hash is kept; `hint` is its last four characters.
create table api_key (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    key_hash     bytea not null unique,
    hint         text not null,
    scopes       text[] not null,
    created_at   timestamptz not null,
    created_by   uuid,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (workspace_id, id)
);

create table audit_entry (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    actor        text not null,
    action       text not null,
    subject      text not null,
    details      jsonb not null default '{}',
    at           timestamptz not null,
    primary key (workspace_id, id)
);
