package dev.annals.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends bytes as they are, since a proper client refuses to send what a bad one does. */
final class RawHttp {

  private static final int TIMEOUT_MS = 10_000;

  private RawHttp() {}

  static Answer send(int port, String request) throws IOException {
    return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Answer send(int port, byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      var answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.getInputStream().transferTo(answer);
      } catch (SocketException e) {
        // The server may hang up on a body it does not want; what it said before that counts.
        if (answer.size() == 0) {
          throw e;
        }
      }
      return Answer.parse(answer.toString(StandardCharsets.UTF_8));
    }
  }

  record Answer(int status, Map<String, String> headers, String body) {

    static Answer parse(String text) {
      var end = text.indexOf("\r\n\r\n");
      var head = text.substring(0, end < 0 ? text.length() : end).split("\r\n", -1);
      var headers =
          Arrays.stream(head)
              .skip(1)
              .map(line -> line.split(": ", 2))
              .collect(
                  Collectors.toMap(
                      line -> line[0].toLowerCase(Locale.ROOT), line -> line[1], (a, _) -> a));
      var status = head[0].split(" ", -1);
      return new Answer(
          status.length < 2 ? 0 : Integer.parseInt(status[1]),
          headers,
          end < 0 ? "" : text.substring(end + 4));
    }
  }
}
