package dev.annals.standalone.load;

import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import dev.annals.standalone.load.PaysimRow.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file asks for.
 *
 * @param openings open every account of the file and give it what it held at first
 * @param payments one for each row, in the order of the file
 */
record PaysimPlan(List<KeyedInstruction> openings, List<KeyedInstruction> payments) {

  static PaysimPlan of(List<PaysimRow> rows) {
    var balances = openingBalances(rows);
    var openings = new ArrayList<KeyedInstruction>(2 * balances.size());
    balances.forEach((id, balance) -> addOpening(openings, id, balance));
    return new PaysimPlan(openings, rows.stream().map(PaysimPlan::payment).toList());
  }

  /**
   * By account, in the order of first appearance; so a longer part of a file only adds accounts.
   */
  private static Map<String, Long> openingBalances(List<PaysimRow> rows) {
    var balances = new LinkedHashMap<String, Long>();
    for (var row : rows) {
      putFirst(balances, row.originator());
      switch (row.type()) {
        case CASH_IN, CASH_OUT, DEBIT -> {}
        case PAYMENT -> balances.putIfAbsent(row.recipient().accountId(), 0L);
        case TRANSFER -> putFirst(balances, row.recipient());
      }
    }
    return balances;
  }

  private static void putFirst(Map<String, Long> balances, Party party) {
    balances.putIfAbsent(party.accountId(), party.balanceBefore());
  }

  private static void addOpening(List<KeyedInstruction> openings, String id, long balance) {
    var origin = "opening of account " + id;
    openings.add(new KeyedInstruction(origin, "paysim-open-" + id, "", new Open(id)));
    if (balance > 0) {
      openings.add(
          new KeyedInstruction(
              "opening balance of account " + id,
              "paysim-fund-" + id,
              "PaySim opening balance",
              new Deposit(id, balance)));
    }
  }

  private static KeyedInstruction payment(PaysimRow row) {
    var from = row.originator().accountId();
    // The number alone would make the rows of another file repeats of this one's.
    var key = "paysim-" + row.number() + '-' + from;
    var instruction =
        switch (row.type()) {
          case CASH_IN -> new Deposit(from, row.amount());
          case CASH_OUT, DEBIT -> new Withdraw(from, row.amount());
          case PAYMENT, TRANSFER ->
              new Transfer(key, from, row.recipient().accountId(), row.amount());
        };
    var origin = "row %d (line %d)".formatted(row.number(), row.number() + 1);
    return new KeyedInstruction(origin, key, "PaySim " + row.type(), instruction);
  }
}
