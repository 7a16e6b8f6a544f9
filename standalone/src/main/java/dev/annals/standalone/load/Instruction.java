package dev.annals.standalone.load;

import java.util.List;

/** A command as the loader sends it; amounts are minor units. */
sealed interface Instruction {

  /** The accounts whose commands must be sent in order; no account twice. */
  List<String> accounts();

  record Open(String accountId) implements Instruction {
    @Override
    public List<String> accounts() {
      return List.of(accountId);
    }
  }

  record Deposit(String accountId, long amount) implements Instruction {
    @Override
    public List<String> accounts() {
      return List.of(accountId);
    }
  }

  record Withdraw(String accountId, long amount) implements Instruction {
    @Override
    public List<String> accounts() {
      return List.of(accountId);
    }
  }

  record Transfer(String transferId, String debit, String credit, long amount)
      implements Instruction {
    @Override
    public List<String> accounts() {
      return debit.equals(credit) ? List.of(debit) : List.of(debit, credit);
    }
  }
}
