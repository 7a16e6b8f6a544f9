package dev.annals.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies beyond a size: by their announced length, or where they turn out to be longer. */
final class BodyLimitFilter extends OncePerRequestFilter {

  private final long bytesMax;

  BodyLimitFilter(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > bytesMax) {
      var problem = ProblemType.PAYLOAD_TOO_LARGE.because(BodyTooLargeException.message(bytesMax));
      ProblemWriter.write(problem, Map.of(), response);
      return;
    }
    var announced = request.getContentLengthLong() >= 0;
    chain.doFilter(announced ? request : new BoundedRequest(request, bytesMax), response);
  }

  /** A request of unannounced length, counted while it is read. */
  private static final class BoundedRequest extends HttpServletRequestWrapper {

    private final long bytesMax;

    BoundedRequest(HttpServletRequest request, long bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream(), bytesMax);
    }
  }

  private static final class BoundedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long bytesMax;
    private long bytesRead;

    BoundedStream(ServletInputStream body, long bytesMax) {
      this.body = body;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      var next = body.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      var read = body.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws BodyTooLargeException {
      bytesRead += bytes;
      if (bytesRead > bytesMax) {
        throw new BodyTooLargeException(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
