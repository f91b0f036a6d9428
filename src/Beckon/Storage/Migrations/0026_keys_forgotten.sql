-- Keys that were forgotten while those of the past are being written anew: what is written may still have them, and is put right before it takes
-- the place of the past (Events/EventKeyMergeStore).
create table event_key_forgotten (
    workspace_id uuid not null,
    key          uuid not null,
    primary key (workspace_id, key)
);
