package dev.annals.command.payments.openaccount;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OpenAccountController {

  private final CommandEndpoint commands;

  OpenAccountController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(path = "/v1/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> open(
      @RequestBody OpenAccountRequest request, HttpServletRequest http) {
    var command = request.command();
    var id = command.accountId().value();
    return commands.execute(http, command, id).createdAt("/v1/accounts/" + id);
  }

  record OpenAccountRequest(
      @Nullable String accountId,
      @Nullable String owner,
      @Nullable String currency,
      @Nullable Long overdraftLimit) {

    OpenAccount command() {
      return new OpenAccount(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.text("owner", owner),
          PaymentFields.currency(currency),
          overdraftLimit == null ? 0 : overdraftLimit);
    }
  }
}
