package dev.annals.command.payments.unfreeze;

import dev.annals.command.payments.shared.PaymentFields;
import dev.annals.command.web.CommandAnswer;
import dev.annals.command.web.CommandEndpoint;
import dev.annals.contracts.payments.PaymentCommand.UnfreezeAccount;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UnfreezeAccountController {

  private final CommandEndpoint commands;

  UnfreezeAccountController(CommandEndpoint commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/accounts/{accountId}/unfreeze",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CommandAnswer.Body> unfreeze(
      @PathVariable String accountId,
      @RequestBody UnfreezeRequest request,
      HttpServletRequest http) {
    var command = request.command(accountId);
    return commands.execute(http, command, command.accountId().value()).done();
  }

  record UnfreezeRequest(@Nullable String reason) {

    UnfreezeAccount command(String accountId) {
      return new UnfreezeAccount(
          PaymentFields.accountId("accountId", accountId),
          PaymentFields.textOrEmpty("reason", reason));
    }
  }
}
