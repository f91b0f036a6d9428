-- People remember how a number ends.
create index contact_identifier_by_phone_end on contact_identifier (workspace_id, reverse(value) text_pattern_ops) where kind = 'phone';
