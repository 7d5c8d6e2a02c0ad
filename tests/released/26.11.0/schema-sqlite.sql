CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE answer (
	id INTEGER NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	occurrence INTEGER NOT NULL, 
	nth INTEGER NOT NULL, 
	choice VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT fk_answer_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE, 
	CONSTRAINT uq_answer_patient_id_about_step_occurrence_nth UNIQUE (patient_id, about, step, occurrence, nth)
);

CREATE TABLE audit (
	id INTEGER NOT NULL, 
	patient_id VARCHAR, 
	what VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE concern (
	id VARCHAR NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	level VARCHAR(24) NOT NULL, 
	opened_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_concern PRIMARY KEY (id), 
	CONSTRAINT fk_concern_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE consent (
	id INTEGER NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	text_version VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	update_id BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE draft (
	patient_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	consent_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	known TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (patient_id, kind), 
	CONSTRAINT fk_draft_consent_id FOREIGN KEY(consent_id) REFERENCES consent (id) ON DELETE CASCADE, 
	CONSTRAINT fk_draft_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE inbox (
	bot_id BIGINT NOT NULL, 
	update_id BIGINT NOT NULL, 
	lane BIGINT, 
	kind VARCHAR NOT NULL, 
	raw TEXT, 
	state VARCHAR(24) NOT NULL, 
	attempts INTEGER NOT NULL, 
	reply TEXT, 
	received_at DATETIME NOT NULL, 
	applied_at DATETIME, 
	holder VARCHAR, 
	held_until DATETIME, 
	CONSTRAINT pk_inbox PRIMARY KEY (bot_id, update_id)
);

CREATE TABLE message (
	id VARCHAR NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	ids TEXT NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	attempt INTEGER NOT NULL, 
	doubts INTEGER NOT NULL, 
	priority INTEGER NOT NULL, 
	silent BOOLEAN NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	protocol_version VARCHAR NOT NULL, 
	telegram_message_id BIGINT, 
	reason VARCHAR, 
	due_at DATETIME NOT NULL, 
	latest_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	retry_at DATETIME, 
	settled_at DATETIME, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
);

CREATE TABLE pace (
	name VARCHAR NOT NULL, 
	next_at DATETIME NOT NULL, 
	paused_until DATETIME NOT NULL, 
	CONSTRAINT pk_pace PRIMARY KEY (name)
);

CREATE TABLE patient (
	id VARCHAR NOT NULL, 
	telegram_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	language VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	country VARCHAR, 
	emergency TEXT, 
	clinic_phone TEXT, 
	morning TIME, 
	quiet_from TIME, 
	quiet_until TIME, 
	essentials_only BOOLEAN NOT NULL, 
	discreet BOOLEAN NOT NULL, 
	card_on BOOLEAN NOT NULL, 
	card_message_id BIGINT, 
	state VARCHAR(24) NOT NULL, 
	rev INTEGER NOT NULL, 
	next_due_at DATETIME, 
	closed_until DATETIME NOT NULL, 
	lease_owner VARCHAR, 
	lease_until DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_patient PRIMARY KEY (id), 
	CONSTRAINT uq_patient_telegram_id UNIQUE (telegram_id)
);

CREATE TABLE pause (
	id INTEGER NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	why VARCHAR(24) NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_pause PRIMARY KEY (id), 
	CONSTRAINT fk_pause_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE reminder (
	id INTEGER NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	occurrence INTEGER NOT NULL, 
	host VARCHAR NOT NULL, 
	message_id VARCHAR, 
	state VARCHAR(24) NOT NULL, 
	reason VARCHAR, 
	due_at DATETIME NOT NULL, 
	at DATETIME NOT NULL, 
	rang BOOLEAN NOT NULL, 
	bubble BOOLEAN NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_message_id FOREIGN KEY(message_id) REFERENCES message (id) ON DELETE SET NULL, 
	CONSTRAINT fk_reminder_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reminder_patient_id_about_step_occurrence_host UNIQUE (patient_id, about, step, occurrence, host)
);

CREATE TABLE screening (
	patient_id VARCHAR NOT NULL, 
	consent_id INTEGER NOT NULL, 
	points TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_screening PRIMARY KEY (patient_id), 
	CONSTRAINT fk_screening_consent_id FOREIGN KEY(consent_id) REFERENCES consent (id) ON DELETE CASCADE, 
	CONSTRAINT fk_screening_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE TABLE snooze (
	id INTEGER NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	occurrence INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_snooze PRIMARY KEY (id), 
	CONSTRAINT fk_snooze_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE, 
	CONSTRAINT uq_snooze_patient_id_about_step_occurrence UNIQUE (patient_id, about, step, occurrence)
);

CREATE TABLE tombstone (
	keyed_hash VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_tombstone PRIMARY KEY (keyed_hash)
);

CREATE TABLE treatment (
	id VARCHAR NOT NULL, 
	patient_id VARCHAR NOT NULL, 
	consent_id INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	ends_at DATETIME NOT NULL, 
	ends_local VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	registered_at DATETIME NOT NULL, 
	areas TEXT NOT NULL, 
	depth_mm FLOAT, 
	goal VARCHAR(24), 
	setting VARCHAR(24) NOT NULL, 
	modifiers TEXT NOT NULL, 
	sessions_left INTEGER NOT NULL, 
	protocol VARCHAR NOT NULL, 
	protocol_version VARCHAR NOT NULL, 
	undo TEXT, 
	undo_until DATETIME, 
	CONSTRAINT pk_treatment PRIMARY KEY (id), 
	CONSTRAINT fk_treatment_consent_id FOREIGN KEY(consent_id) REFERENCES consent (id) ON DELETE CASCADE, 
	CONSTRAINT fk_treatment_patient_id FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE
);

CREATE INDEX ix_audit_patient_id ON audit (patient_id);

CREATE INDEX ix_concern_patient_id ON concern (patient_id);

CREATE INDEX ix_consent_patient_id ON consent (patient_id);

CREATE INDEX ix_draft_consent_id ON draft (consent_id);

CREATE INDEX ix_inbox_open ON inbox (state, lane, update_id);

CREATE INDEX ix_message_patient_id ON message (patient_id);

CREATE INDEX ix_message_state ON message (state);

CREATE INDEX ix_patient_next_due_at ON patient (next_due_at);

CREATE INDEX ix_pause_patient_id ON pause (patient_id);

CREATE INDEX ix_reminder_message_id ON reminder (message_id);

CREATE INDEX ix_screening_consent_id ON screening (consent_id);

CREATE INDEX ix_treatment_consent_id ON treatment (consent_id);

CREATE INDEX ix_treatment_patient_id ON treatment (patient_id);

CREATE UNIQUE INDEX uq_pause_open ON pause (patient_id, why) WHERE ended_at IS NULL;
