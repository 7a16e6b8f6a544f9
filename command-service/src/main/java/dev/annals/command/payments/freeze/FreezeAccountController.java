package dev.annals.command.payments.freeze;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.FreezeAccount;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FreezeAccountController {

  private final CommandEndpoint commands;

  FreezeAccountController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/accounts/{accountId}/freeze",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> freeze(
      @PathVariable String accountId, @RequestBody FreezeRequest request, HttpServletRequest http) {
    var command = request.command(accountId);
    return commands.execute(http, command, command.accountId().value()).done();
  }

  record FreezeRequest(@Nullable String reason) {

    FreezeAccount command(String accountId) {
      return new FreezeAccount(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.textOrEmpty("reason", reason));
    }
  }
}
