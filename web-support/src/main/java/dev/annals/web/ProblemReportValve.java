package dev.annals.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reports what Tomcat refuses before any servlet sees it, such as a malformed request line, as a
 * problem document instead of Tomcat's HTML page. Public and with this constructor for Tomcat,
 * which makes it by name.
 */
public final class ProblemReportValve extends ErrorReportValve {

  private static final Log LOG = LogFactory.getLog(ProblemReportValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    var status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var writable = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
    if (!writable.get()) {
      return;
    }
    try {
      response.setContentType(Problem.MEDIA_TYPE);
      response.setCharacterEncoding("utf-8");
      var writer = response.getReporter();
      if (writer != null) {
        writer.write(ProblemType.ofStatus(status).toJson());
        response.finishResponse();
      }
    } catch (IOException e) {
      LOG.debug("The client went away before it was told status " + status, e);
    }
  }
}
