package dev.annals.contracts.payments;

import java.math.BigInteger;
import java.util.Currency;

/**
 * How much is on an account.
 *
 * @param balance in minor units; without bound
 * @param position of the last event that changed the balance, which the opening does, too
 */
public record BalanceView(
    AccountId accountId, Currency currency, BigInteger balance, long position) {}
