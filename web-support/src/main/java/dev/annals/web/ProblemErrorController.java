package dev.annals.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what failed outside Spring MVC. Asked for directly, it is nothing. */
@Controller
final class ProblemErrorController implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var problem = ProblemType.ofStatus(status instanceof Integer code ? code : 404);
    ProblemWriter.write(problem, Map.of(), response);
  }
}
