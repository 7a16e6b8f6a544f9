package dev.annals.query.live;

import dev.annals.eventstore.log.EventReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers take a {@link StreamRequest} as a parameter. */
final class StreamArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private final EventReader log;

  StreamArguments(EventReader log) {
    this.log = log;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == StreamRequest.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    var response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
    if (container != null) {
      // The stream writes the answer by itself.
      container.setRequestHandled(true);
    }
    return StreamRequest.of(request, response, log);
  }
}
