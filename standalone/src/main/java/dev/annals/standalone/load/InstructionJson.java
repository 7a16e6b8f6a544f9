package dev.annals.standalone.load;

import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.util.Currency;
import tools.jackson.databind.json.JsonMapper;

/** How an instruction is asked for over HTTP. */
final class InstructionJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Currency currency;

  InstructionJson(Currency currency) {
    this.currency = currency;
  }

  /** Account ids are safe in a path as they stand. */
  static String path(Instruction instruction) {
    return switch (instruction) {
      case Open _ -> "/v1/accounts";
      case Deposit(var id, _) -> "/v1/accounts/" + id + "/deposits";
      case Withdraw(var id, _) -> "/v1/accounts/" + id + "/withdrawals";
      case Transfer _ -> "/v1/transfers";
    };
  }

  byte[] body(KeyedInstruction keyed) {
    var body = JSON.createObjectNode();
    switch (keyed.instruction()) {
      case Open(var id) -> body.put("accountId", id).put("owner", "PaySim " + id);
      case Deposit(_, var amount) -> body.put("amount", amount);
      case Withdraw(_, var amount) -> body.put("amount", amount);
      case Transfer(var transfer, var debit, var credit, var amount) ->
          body.put("transferId", transfer)
              .put("debitAccountId", debit)
              .put("creditAccountId", credit)
              .put("amount", amount);
    }
    body.put("currency", currency.getCurrencyCode());
    if (!(keyed.instruction() instanceof Open)) {
      body.put("reference", keyed.reference());
    }
    return JSON.writeValueAsBytes(body);
  }
}
