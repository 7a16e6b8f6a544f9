package dev.annals.standalone.load;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The base URL of a service, without the slash at its end. */
final class ServiceUrl implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      var url = URI.create(text.replaceAll("/+$", ""));
      var scheme = url.getScheme();
      if (("http".equals(scheme) || "https".equals(scheme))
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      throw invalid(text);
    }
    throw invalid(text);
  }

  private static TypeConversionException invalid(String text) {
    return new TypeConversionException(
        "%s is no URL of a service, such as http://localhost:8080".formatted(Quoted.of(text)));
  }
}
