package dev.annals.command.payments.transfer;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TransferMoneyController {

  private final CommandEndpoint commands;

  TransferMoneyController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(path = "/v1/transfers", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> transfer(
      @RequestBody TransferRequest request, HttpServletRequest http) {
    var command = request.command();
    return commands
        .execute(http, command, command.debitAccountId().value())
        .createdAt("/v1/transfers/" + command.transferId());
  }

  record TransferRequest(
      @Nullable String transferId,
      @Nullable String debitAccountId,
      @Nullable String creditAccountId,
      @Nullable Long amount,
      @Nullable String currency,
      @Nullable String reference) {

    TransferMoney command() {
      return new TransferMoney(
          PaymentFields.transferId("transferId", transferId),
          PaymentFields.accountId("debitAccountId", debitAccountId),
          PaymentFields.accountId("creditAccountId", creditAccountId),
          PaymentFields.money(amount, currency),
          PaymentFields.textOrEmpty("reference", reference));
    }
  }
}
