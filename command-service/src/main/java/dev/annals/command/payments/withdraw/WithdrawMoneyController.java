package dev.annals.command.payments.withdraw;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WithdrawMoneyController {

  private final CommandEndpoint commands;

  WithdrawMoneyController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/accounts/{accountId}/withdrawals",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> withdraw(
      @PathVariable String accountId,
      @RequestBody WithdrawalRequest request,
      HttpServletRequest http) {
    var command = request.command(accountId);
    return commands.execute(http, command, command.accountId().value()).created();
  }

  record WithdrawalRequest(
      @Nullable Long amount, @Nullable String currency, @Nullable String reference) {

    WithdrawMoney command(String accountId) {
      return new WithdrawMoney(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.money(amount, currency),
          PaymentFields.textOrEmpty("reference", reference));
    }
  }
}
