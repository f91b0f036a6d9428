-- Whose messages were put off: what takes people out of flows reaches them until they are sent.
create index message_put_off on message (workspace_id, contact_id) where status = 'queued' and (held_since is not null or deferred_since is not null);
