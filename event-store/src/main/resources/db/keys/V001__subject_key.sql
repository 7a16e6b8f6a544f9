-- The keys of data subjects: a database of its own, so that a backup of the log has no key in it, and one of the keys no event.

-- Which key-encryption keys wrap subject keys. The keys themselves are never in a database.
CREATE TABLE key_encryption_key (
    id       text        NOT NULL,
    added_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT key_encryption_key_pkey PRIMARY KEY (id)
);

CREATE TABLE subject_key (
    subject            text COLLATE "C" NOT NULL,
    wrapped_key        bytea,
    key_encryption_key text,
    created_at         timestamptz      NOT NULL DEFAULT statement_timestamp(),
    erased_at          timestamptz,
    CONSTRAINT subject_key_pkey PRIMARY KEY (subject),
    -- A key-encryption key that is still needed cannot be retired, nor one that is retired be used again, whoever is faster.
    CONSTRAINT subject_key_is_wrapped_by FOREIGN KEY (key_encryption_key) REFERENCES key_encryption_key (id),
    CONSTRAINT subject_key_is_there_or_erased
        CHECK ((wrapped_key IS NULL) = (key_encryption_key IS NULL) AND (wrapped_key IS NULL) = (erased_at IS NOT NULL))
);

COMMENT ON COLUMN subject_key.wrapped_key IS 'Null for ever once the subject is erased: no new key is made in its place.';

CREATE INDEX subject_key_by_wrapping ON subject_key (key_encryption_key) WHERE key_encryption_key IS NOT NULL;

CREATE FUNCTION refuse_revival() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% of an erased subject is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER subject_key_stays_erased
    BEFORE UPDATE ON subject_key
    FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION refuse_revival();

CREATE TRIGGER subject_key_is_remembered
    BEFORE DELETE ON subject_key
    FOR EACH ROW EXECUTE FUNCTION refuse_revival();

DO
$$
DECLARE
    group_role text;
BEGIN
    FOREACH group_role IN ARRAY ARRAY['${creatorRole}', '${readerRole}', '${keeperRole}'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', group_role);
        EXCEPTION WHEN duplicate_object THEN
            RAISE NOTICE 'Role % is there already', group_role;
        END;
    END LOOP;
END
$$;

REVOKE ALL ON key_encryption_key, subject_key FROM PUBLIC;
GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO "${creatorRole}", "${readerRole}", "${keeperRole}";
GRANT SELECT ON key_encryption_key, subject_key TO "${creatorRole}", "${readerRole}", "${keeperRole}";
-- Makes keys, and cannot destroy any.
GRANT INSERT ON key_encryption_key TO "${creatorRole}";
GRANT INSERT (subject, wrapped_key, key_encryption_key) ON subject_key TO "${creatorRole}";
-- Destroys keys and wraps them anew.
GRANT INSERT, DELETE ON key_encryption_key TO "${keeperRole}";
GRANT INSERT (subject, erased_at), UPDATE (wrapped_key, key_encryption_key, erased_at) ON subject_key TO "${keeperRole}";
