package dev.annals.query.web;

import dev.annals.query.web.ReadRequest.Reads;
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

/** Lets controllers take a {@link ReadRequest} and a {@link PageRequest} as parameters. */
final class ReadArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private final Reads reads;

  ReadArguments(Reads reads) {
    this.reads = reads;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    var type = parameter.getParameterType();
    return type == ReadRequest.class || type == PageRequest.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    if (parameter.getParameterType() == PageRequest.class) {
      return PageRequest.of(request);
    }
    var response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
    return ReadRequest.of(request, response, reads);
  }
}
