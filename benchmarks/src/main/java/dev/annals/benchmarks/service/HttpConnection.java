package dev.annals.benchmarks.service;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that is kept open, to send requests over one by one. Does as little as HTTP/1.1
 * allows, since whoever calls shares the processors with whom is measured. For one thread at a
 * time.
 */
final class HttpConnection implements AutoCloseable {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final int BUFFER_BYTES = 8_192;
  private static final int LINE_MAX = 8_192;
  private static final int HEXADECIMAL = 16;

  private final Socket socket;
  private final String host;
  private final OutputStream output;
  private final InputStream input;

  HttpConnection(URI service) throws IOException {
    this.socket = new Socket(InetAddress.getByName(service.getHost()), service.getPort());
    this.host = service.getAuthority();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) ANSWER_MAX.toMillis());
    this.output = socket.getOutputStream();
    this.input = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** What was answered; names of headers are in small letters. */
  record Answer(int status, Map<String, String> headers, String body) {

    /** Fails if there is none. */
    long number(String header) {
      return Long.parseLong(headers.getOrDefault(header, "absent"));
    }
  }

  /**
   * Asks with header lines, each ended by CR and LF.
   *
   * @param body may be empty
   */
  Answer send(String method, String path, String headers, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(method, path, host, bytes.length, headers, body);
    output.write(request.getBytes(StandardCharsets.UTF_8));
    var status = Integer.parseInt(line().split(" ", 3)[1]);
    var answered = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      answered.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(status, answered, body(answered));
  }

  private String body(Map<String, String> headers) throws IOException {
    var length = headers.get("content-length");
    if (length != null) {
      var body = input.readNBytes(Integer.parseInt(length));
      return new String(body, StandardCharsets.UTF_8);
    }
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      throw new IOException("An answer of unknown length: " + headers);
    }
    return chunks();
  }

  private String chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (var size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(input.readNBytes(size));
      line();
    }
    line();
    return body.toString(StandardCharsets.UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), HEXADECIMAL);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0 || line.length() == LINE_MAX) {
        throw new IOException("No answer: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot close a connection", e);
    }
  }
}
