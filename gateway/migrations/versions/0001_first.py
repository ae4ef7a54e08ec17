"""First tables: who may enter, what was asked for, what is to be sent, what happened."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    # Who may enter. Secrets stand here as their sha256 only.
    """CREATE TABLE workspaces (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now()
    )""",
    """CREATE TABLE tokens (
        id uuid PRIMARY KEY,
        digest bytea NOT NULL UNIQUE,
        workspace_id uuid NOT NULL REFERENCES workspaces,
        operator boolean NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
    )""",
    """CREATE TABLE links (
        digest bytea PRIMARY KEY,
        token_id uuid NOT NULL REFERENCES tokens,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
    )""",
    """CREATE TABLE sessions (
        digest bytea PRIMARY KEY,
        token_id uuid NOT NULL REFERENCES tokens,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
    )""",
    # The register of applications: entered by whoever hears of one first, its counter moved by the doors only.
    """CREATE TABLE apps (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        label text NOT NULL,
        build_no integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        retirement_requested_at timestamptz,
        retired_at timestamptz,
        UNIQUE (workspace_id, key)
    )""",
    "CREATE INDEX ON apps (created_at DESC, id)",
    # Written by the doors.
    """CREATE TABLE requests (
        build_id uuid NOT NULL,
        attempt integer NOT NULL,
        app_id uuid NOT NULL REFERENCES apps,
        build_no integer NOT NULL,
        kind text NOT NULL,
        text text,
        review boolean NOT NULL,
        targets jsonb NOT NULL,
        base_version integer NOT NULL,
        requested_by text NOT NULL,
        created_at timestamptz NOT NULL,
        type text NOT NULL,
        data jsonb NOT NULL,
        resent integer NOT NULL DEFAULT 0,
        PRIMARY KEY (build_id, attempt)
    )""",
    "CREATE INDEX ON requests (app_id, build_no)",
    "CREATE INDEX ON requests (created_at)",
    """CREATE TABLE decisions (
        build_id uuid NOT NULL,
        attempt integer NOT NULL,
        decision text NOT NULL CHECK (decision IN ('approved', 'cancelled')),
        reason text,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL DEFAULT now(),
        settled_at timestamptz,
        PRIMARY KEY (build_id, attempt, decision)
    )""",
    """CREATE TABLE idempotency_keys (
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, key)
    )""",
    """CREATE TABLE artifact_owners (
        workspace_id uuid NOT NULL,
        sha256 text NOT NULL,
        size bigint NOT NULL,
        media_type text NOT NULL,
        PRIMARY KEY (workspace_id, sha256)
    )""",
    # What is to be published, in this order.
    """CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        key bytea,
        value bytea,
        header_names text[] NOT NULL,
        header_values bytea[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz
    )""",
    "CREATE INDEX ON outbox (id) WHERE sent_at IS NULL",
    "CREATE INDEX ON outbox (sent_at) WHERE sent_at IS NOT NULL",
    # The read model. The projector is its only writer.
    """CREATE TABLE events (
        id text NOT NULL,
        type text NOT NULL,
        source text NOT NULL,
        app_id uuid NOT NULL,
        build_id uuid,
        attempt integer,
        at timestamptz NOT NULL,
        data jsonb NOT NULL,
        topic text NOT NULL,
        partition integer NOT NULL,
        "offset" bigint NOT NULL,
        PRIMARY KEY (app_id, id)
    )""",
    "CREATE INDEX ON events (build_id)",
    "CREATE INDEX ON events (at DESC) WHERE type = 'StageFailed'",
    """CREATE TABLE builds (
        id uuid PRIMARY KEY,
        app_id uuid NOT NULL,
        build_no integer NOT NULL,
        attempt integer NOT NULL,
        kind text NOT NULL,
        state text NOT NULL,
        stage text,
        text text,
        review boolean NOT NULL,
        targets jsonb NOT NULL,
        base_version integer NOT NULL,
        requested_by text NOT NULL,
        created_at timestamptz NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        url text,
        failure jsonb,
        questions jsonb NOT NULL,
        last_event text,
        heard_at timestamptz NOT NULL,
        resent integer NOT NULL DEFAULT 0,
        resent_at timestamptz
    )""",
    "CREATE INDEX ON builds (app_id, build_no)",
    "CREATE INDEX ON builds (created_at DESC, id)",
    "CREATE INDEX ON builds (state) WHERE finished_at IS NULL",
    """CREATE TABLE stage_runs (
        build_id uuid NOT NULL,
        attempt integer NOT NULL,
        stage text NOT NULL,
        state text NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        percent integer,
        PRIMARY KEY (build_id, attempt, stage)
    )""",
    "CREATE INDEX ON stage_runs (finished_at)",
    """CREATE TABLE deployments (
        build_id uuid PRIMARY KEY,
        app_id uuid NOT NULL,
        build_no integer NOT NULL,
        url text NOT NULL,
        at timestamptz NOT NULL,
        data jsonb NOT NULL
    )""",
    "CREATE INDEX ON deployments (app_id, build_no DESC)",
    """CREATE TABLE deferred (
        id text NOT NULL,
        app_id uuid NOT NULL,
        build_id uuid NOT NULL,
        attempt integer NOT NULL,
        stage text NOT NULL,
        not_before timestamptz NOT NULL,
        count integer NOT NULL,
        type text NOT NULL,
        data jsonb NOT NULL,
        sent_at timestamptz,
        PRIMARY KEY (app_id, id)
    )""",
    "CREATE INDEX ON deferred (not_before) WHERE sent_at IS NULL",
    "CREATE INDEX ON deferred (build_id)",
    """CREATE TABLE log_lines (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        build_id uuid NOT NULL,
        event_id text NOT NULL,
        data jsonb NOT NULL,
        UNIQUE (build_id, event_id)
    )""",
    "CREATE INDEX ON log_lines (build_id, id)",
    """CREATE TABLE dead_letters (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        partition integer NOT NULL,
        "offset" bigint NOT NULL,
        at timestamptz NOT NULL,
        topic text NOT NULL,
        reason text NOT NULL,
        key bytea,
        value bytea,
        header_names text[] NOT NULL,
        header_values bytea[] NOT NULL,
        origin_partition integer,
        origin_offset bigint,
        replayed_at timestamptz,
        UNIQUE (partition, "offset", at)
    )""",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
