-- Hashes of other systems wait for their owner’s next sign-in; whether any are left is asked at every failed one.
create index users_imported_hash on users (created_at) where password_hash not like '$argon2id$%';
