package dev.annals.command.payments.transfer;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.TransferId;

/** Identifies what a transfer decides upon: the consistency boundary spans all three. */
record TransferParties(TransferId transfer, AccountId debit, AccountId credit) {}
