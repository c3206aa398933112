ALTER TABLE "sextant"."decisions" DROP COLUMN "payload";--> statement-breakpoint
ALTER TABLE "sextant"."decisions" DROP COLUMN "payload_hash";