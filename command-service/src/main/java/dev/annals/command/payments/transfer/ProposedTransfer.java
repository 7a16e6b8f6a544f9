package dev.annals.command.payments.transfer;

import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.DebitableAccount;

/**
 * What a transfer must know.
 *
 * @param credit no balance: its movements are not read
 */
record ProposedTransfer(RequestedTransferId id, DebitableAccount debit, AccountStanding credit) {}
