package dev.annals.command.payments.deposit;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DepositMoneyController {

  private final CommandEndpoint commands;

  DepositMoneyController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/accounts/{accountId}/deposits",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> deposit(
      @PathVariable String accountId,
      @RequestBody DepositRequest request,
      HttpServletRequest http) {
    var command = request.command(accountId);
    return commands.execute(http, command, command.accountId().value()).created();
  }

  record DepositRequest(
      @Nullable Long amount, @Nullable String currency, @Nullable String reference) {

    DepositMoney command(String accountId) {
      return new DepositMoney(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.money(amount, currency),
          PaymentFields.textOrEmpty("reference", reference));
    }
  }
}
