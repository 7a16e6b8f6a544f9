package dev.annals.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a service accepts from the network.
 *
 * @param bodySizeMax largest request body
 */
@ConfigurationProperties("annals.web")
record WebProperties(@DefaultValue("64KB") DataSize bodySizeMax) {

  private static final DataSize BODY_SIZE_LIMIT = DataSize.ofMegabytes(1);

  WebProperties {
    if (bodySizeMax.toBytes() < 1 || bodySizeMax.compareTo(BODY_SIZE_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "annals.web.body-size-max must be 1B to 1MB, is " + bodySizeMax);
    }
  }
}
