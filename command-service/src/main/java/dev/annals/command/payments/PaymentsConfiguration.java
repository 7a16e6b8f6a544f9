package dev.annals.command.payments;

import dev.annals.command.web.Rejections;
import dev.annals.eventstore.axon.AxonModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings payments into the service. */
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {

  @Bean
  AxonModule paymentsModule() {
    return new PaymentsModule();
  }

  @Bean
  Rejections paymentRejections() {
    return new PaymentRejections();
  }
}
