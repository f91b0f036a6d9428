-- A merge can be undone. What changes hands keeps whose it was by itself (own_contact; null where that is whose it is), so that it can be given back,
-- whatever was merged or undone in between. What adds up (trait), and what is copied (consent, contact_value, contact_group_member), stays with the
-- contact that was merged away as well.
alter table contact_identifier add column own_contact uuid;
alter table event add column own_contact uuid;
alter table cart add column own_contact uuid;
alter table shop_order add column own_contact uuid;
alter table flow_run add column own_contact uuid;
alter table message add column own_contact uuid;
alter table message_touch add column own_contact uuid;
alter table order_credit add column own_contact uuid;
alter table consent_log add column own_contact uuid;

alter table contact_merge
    -- The profile of the contact that stays, as it was before; null for merges from before this step, which cannot be undone.
    add column before jsonb,
    -- Where it stood on each channel.
    add column before_consent jsonb,
    -- The custom fields and groups that it got from the other.
    add column given_fields text[] not null default '{}',
    add column given_groups uuid[] not null default '{}',
    -- Who decided it; null where the rules did.
    add column merged_by text,
    add column undone_at timestamptz,
    add column undone_by text;

-- Pairs that are two people by the word of a person: the rules never merge them. Each pair has two rows.
create table contact_apart (
    workspace_id uuid not null,
    contact_id   uuid not null,
    other_id     uuid not null,
    at           timestamptz not null,
    decided_by   text not null,
    primary key (workspace_id, contact_id, other_id)
);

alter table identity_conflict
    add column resolution text check (resolution in ('merged', 'kept_apart')),
    add column resolved_by text;
