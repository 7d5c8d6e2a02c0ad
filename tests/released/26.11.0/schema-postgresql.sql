CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.answer (
    id integer NOT NULL,
    patient_id character varying NOT NULL,
    about character varying NOT NULL,
    step character varying NOT NULL,
    occurrence integer NOT NULL,
    nth integer NOT NULL,
    choice character varying NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.answer_id_seq OWNED BY public.answer.id;

CREATE TABLE public.audit (
    id integer NOT NULL,
    patient_id character varying,
    what character varying NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;

CREATE TABLE public.concern (
    id character varying NOT NULL,
    patient_id character varying NOT NULL,
    level character varying(24) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);

CREATE TABLE public.consent (
    id integer NOT NULL,
    patient_id character varying NOT NULL,
    text_version character varying NOT NULL,
    text_hash character varying NOT NULL,
    language character varying NOT NULL,
    update_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);

CREATE SEQUENCE public.consent_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.consent_id_seq OWNED BY public.consent.id;

CREATE TABLE public.draft (
    patient_id character varying NOT NULL,
    kind character varying NOT NULL,
    consent_id integer NOT NULL,
    step character varying NOT NULL,
    known text NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.inbox (
    bot_id bigint NOT NULL,
    update_id bigint NOT NULL,
    lane bigint,
    kind character varying NOT NULL,
    raw text,
    state character varying(24) NOT NULL,
    attempts integer NOT NULL,
    reply text,
    received_at timestamp with time zone NOT NULL,
    applied_at timestamp with time zone,
    holder character varying,
    held_until timestamp with time zone
);

CREATE TABLE public.message (
    id character varying NOT NULL,
    patient_id character varying NOT NULL,
    ids text NOT NULL,
    state character varying(24) NOT NULL,
    attempt integer NOT NULL,
    doubts integer NOT NULL,
    priority integer NOT NULL,
    silent boolean NOT NULL,
    text_hash character varying NOT NULL,
    protocol_version character varying NOT NULL,
    telegram_message_id bigint,
    reason character varying,
    due_at timestamp with time zone NOT NULL,
    latest_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retry_at timestamp with time zone,
    settled_at timestamp with time zone
);

CREATE TABLE public.meta (
    name character varying NOT NULL,
    value text NOT NULL
);

CREATE TABLE public.pace (
    name character varying NOT NULL,
    next_at timestamp with time zone NOT NULL,
    paused_until timestamp with time zone NOT NULL
);

CREATE TABLE public.patient (
    id character varying NOT NULL,
    telegram_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    language character varying NOT NULL,
    zone character varying NOT NULL,
    country character varying,
    emergency text,
    clinic_phone text,
    morning time without time zone,
    quiet_from time without time zone,
    quiet_until time without time zone,
    essentials_only boolean NOT NULL,
    discreet boolean NOT NULL,
    card_on boolean NOT NULL,
    card_message_id bigint,
    state character varying(24) NOT NULL,
    rev integer NOT NULL,
    next_due_at timestamp with time zone,
    closed_until timestamp with time zone NOT NULL,
    lease_owner character varying,
    lease_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.pause (
    id integer NOT NULL,
    patient_id character varying NOT NULL,
    why character varying(24) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);

CREATE SEQUENCE public.pause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pause_id_seq OWNED BY public.pause.id;

CREATE TABLE public.reminder (
    id integer NOT NULL,
    patient_id character varying NOT NULL,
    about character varying NOT NULL,
    step character varying NOT NULL,
    occurrence integer NOT NULL,
    host character varying NOT NULL,
    message_id character varying,
    state character varying(24) NOT NULL,
    reason character varying,
    due_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    rang boolean NOT NULL,
    bubble boolean NOT NULL
);

CREATE SEQUENCE public.reminder_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.reminder_id_seq OWNED BY public.reminder.id;

CREATE TABLE public.screening (
    patient_id character varying NOT NULL,
    consent_id integer NOT NULL,
    points text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.snooze (
    id integer NOT NULL,
    patient_id character varying NOT NULL,
    about character varying NOT NULL,
    step character varying NOT NULL,
    occurrence integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.snooze_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.snooze_id_seq OWNED BY public.snooze.id;

CREATE TABLE public.tombstone (
    keyed_hash character varying NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.treatment (
    id character varying NOT NULL,
    patient_id character varying NOT NULL,
    consent_id integer NOT NULL,
    state character varying(24) NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ends_local character varying NOT NULL,
    zone character varying NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    areas text NOT NULL,
    depth_mm double precision,
    goal character varying(24),
    setting character varying(24) NOT NULL,
    modifiers text NOT NULL,
    sessions_left integer NOT NULL,
    protocol character varying NOT NULL,
    protocol_version character varying NOT NULL,
    undo text,
    undo_until timestamp with time zone
);

ALTER TABLE ONLY public.answer ALTER COLUMN id SET DEFAULT nextval('public.answer_id_seq'::regclass);

ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);

ALTER TABLE ONLY public.consent ALTER COLUMN id SET DEFAULT nextval('public.consent_id_seq'::regclass);

ALTER TABLE ONLY public.pause ALTER COLUMN id SET DEFAULT nextval('public.pause_id_seq'::regclass);

ALTER TABLE ONLY public.reminder ALTER COLUMN id SET DEFAULT nextval('public.reminder_id_seq'::regclass);

ALTER TABLE ONLY public.snooze ALTER COLUMN id SET DEFAULT nextval('public.snooze_id_seq'::regclass);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);

ALTER TABLE ONLY public.concern
    ADD CONSTRAINT pk_concern PRIMARY KEY (id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT pk_consent PRIMARY KEY (id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (patient_id, kind);

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (bot_id, update_id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);

ALTER TABLE ONLY public.meta
    ADD CONSTRAINT pk_meta PRIMARY KEY (name);

ALTER TABLE ONLY public.pace
    ADD CONSTRAINT pk_pace PRIMARY KEY (name);

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT pk_patient PRIMARY KEY (id);

ALTER TABLE ONLY public.pause
    ADD CONSTRAINT pk_pause PRIMARY KEY (id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT pk_reminder PRIMARY KEY (id);

ALTER TABLE ONLY public.screening
    ADD CONSTRAINT pk_screening PRIMARY KEY (patient_id);

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT pk_snooze PRIMARY KEY (id);

ALTER TABLE ONLY public.tombstone
    ADD CONSTRAINT pk_tombstone PRIMARY KEY (keyed_hash);

ALTER TABLE ONLY public.treatment
    ADD CONSTRAINT pk_treatment PRIMARY KEY (id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT uq_answer_patient_id_about_step_occurrence_nth UNIQUE (patient_id, about, step, occurrence, nth);

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT uq_patient_telegram_id UNIQUE (telegram_id);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT uq_reminder_patient_id_about_step_occurrence_host UNIQUE (patient_id, about, step, occurrence, host);

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT uq_snooze_patient_id_about_step_occurrence UNIQUE (patient_id, about, step, occurrence);

CREATE INDEX ix_audit_patient_id ON public.audit USING btree (patient_id);

CREATE INDEX ix_concern_patient_id ON public.concern USING btree (patient_id);

CREATE INDEX ix_consent_patient_id ON public.consent USING btree (patient_id);

CREATE INDEX ix_draft_consent_id ON public.draft USING btree (consent_id);

CREATE INDEX ix_inbox_open ON public.inbox USING btree (state, lane, update_id);

CREATE INDEX ix_message_patient_id ON public.message USING btree (patient_id);

CREATE INDEX ix_message_state ON public.message USING btree (state);

CREATE INDEX ix_patient_next_due_at ON public.patient USING btree (next_due_at);

CREATE INDEX ix_pause_patient_id ON public.pause USING btree (patient_id);

CREATE INDEX ix_reminder_message_id ON public.reminder USING btree (message_id);

CREATE INDEX ix_screening_consent_id ON public.screening USING btree (consent_id);

CREATE INDEX ix_treatment_consent_id ON public.treatment USING btree (consent_id);

CREATE INDEX ix_treatment_patient_id ON public.treatment USING btree (patient_id);

CREATE UNIQUE INDEX uq_pause_open ON public.pause USING btree (patient_id, why) WHERE (ended_at IS NULL);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT fk_audit_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.concern
    ADD CONSTRAINT fk_concern_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pause
    ADD CONSTRAINT fk_pause_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_message_id FOREIGN KEY (message_id) REFERENCES public.message(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.screening
    ADD CONSTRAINT fk_screening_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.screening
    ADD CONSTRAINT fk_screening_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.snooze
    ADD CONSTRAINT fk_snooze_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.treatment
    ADD CONSTRAINT fk_treatment_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.treatment
    ADD CONSTRAINT fk_treatment_patient_id FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE;
