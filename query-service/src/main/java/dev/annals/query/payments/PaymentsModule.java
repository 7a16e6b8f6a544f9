package dev.annals.query.payments;

import dev.annals.query.payments.account.AccountModule;
import dev.annals.query.payments.events.AccountEventsModule;
import dev.annals.query.payments.transfer.TransferModule;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The views of payments. */
@Configuration(proxyBeanMethods = false)
@Import({AccountModule.class, TransferModule.class, AccountEventsModule.class})
public class PaymentsModule {}
