package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.standalone.load.PaysimRow.Party;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaysimFileTest {

  private static final String GOOD =
      "1,TRANSFER,181.0,C1305486145,1.0E7,0.0,C553264065,0.0,21182.05,1,0";

  @TempDir Path directory;

  @Test
  void understands_every_field() throws IOException {
    assertThat(read(text(PaysimLine.HEADER, GOOD)))
        .containsExactly(
            new PaysimRow(
                1,
                PaysimRow.Type.TRANSFER,
                18_100,
                new Party("C1305486145", 1_000_000_000),
                new Party("C553264065", 0)));
  }

  @Test
  void reads_the_same_from_plain_compressed_and_windows_files() throws IOException {
    var lines = GeneratedPaysim.lines(7, 100, 10);
    var plain = text(lines.toArray(String[]::new));

    assertThat(read(plain)).isEqualTo(GeneratedPaysim.rows(7, 100, 10)).hasSize(100);
    assertThat(read(compressed(plain))).isEqualTo(read(plain));
    assertThat(read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(read(plain));
  }

  @Test
  void does_not_look_behind_the_limit() throws IOException {
    var file = file(text(PaysimLine.HEADER, GOOD, "rubbish"));

    assertThat(PaysimFile.read(file, 1, CurrencyCode.EURO)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | x | step \"x\" is no step",
        "1 | GIFT | type \"GIFT\" is none of CASH_IN, CASH_OUT, DEBIT, PAYMENT, TRANSFER",
        "2 | 0.001 | amount \"0.001\" has more than the 2 decimal places of EUR",
        "2 | -1 | amount \"-1\" is negative",
        "3 | C/1 | nameOrig \"C/1\" is no account id",
        "3 | '' | nameOrig \"\" is no account id",
        "4 | ten | oldbalanceOrg \"ten\" is no number",
        "5 | ten | newbalanceOrig \"ten\" is no number",
        "6 | \u00e9 | nameDest \"??\" is no account id",
        "7 | 1e99 | oldbalanceDest \"1e99\" is too large",
        "8 | '' | newbalanceDest \"\" is no number",
        "9 | 2 | isFraud \"2\" is neither 0 nor 1",
        "10 | '' | isFlaggedFraud \"\" is neither 0 nor 1",
        "10 | '0,0' | has 12 fields instead of 11",
      })
  void names_the_line_and_the_field_that_is_wrong(int field, String value, String complaint)
      throws IOException {
    var fields = GOOD.split(",", -1);
    fields[field] = value;

    assertRefused(
        text(PaysimLine.HEADER, GOOD, String.join(",", fields)), "line 3: " + complaint + ".");
  }

  @Test
  void refuses_a_blank_line_in_the_middle() throws IOException {
    assertRefused(text(PaysimLine.HEADER, GOOD, "", GOOD), "line 3: has 1 fields instead of 11.");
  }

  @Test
  void refuses_what_is_no_paysim_file() throws IOException {
    assertRefused(new byte[0], "the file is empty.");
    assertRefused(text(PaysimLine.HEADER), "there are no rows after the header.");
    assertRefused(
        text("step,type\u001b[2J", GOOD),
        "line 1 is not the header of a PaySim file, %s, but \"step,type?[2J\"."
            .formatted(PaysimLine.HEADER));
    assertRefused(new byte[5_000_000], "line 1 has more than 1000 characters.");
  }

  @Test
  void refuses_compressed_data_that_end_too_early() throws IOException {
    var whole = compressed(text(GeneratedPaysim.lines(7, 5_000, 10).toArray(String[]::new)));
    var half = Arrays.copyOf(whole, whole.length / 2);
    var damaged = whole.clone();
    Arrays.fill(damaged, 20, 60, (byte) 0xff);

    assertThat(message(file(half))).contains("damaged or cut off after line");
    assertThat(message(file(damaged))).contains("damaged or cut off after line 0.");
    assertThat(message(file(Arrays.copyOf(whole, 5)))).contains("damaged or cut off");
  }

  @Test
  void refuses_what_is_no_file() {
    assertThat(message(directory)).isEqualTo(directory + " is a directory, not a file.");
    assertThat(message(directory.resolve("none")))
        .isEqualTo("There is no file " + directory.resolve("none") + ".");
  }

  private void assertRefused(byte[] content, String complaint) throws IOException {
    var file = file(content);
    assertThat(message(file)).isEqualTo(file + ": " + complaint);
  }

  private static String message(Path file) {
    var refusal =
        assertThatExceptionOfType(LoadFailedException.class)
            .isThrownBy(() -> PaysimFile.read(file, Long.MAX_VALUE, CurrencyCode.EURO))
            .actual();
    return String.valueOf(refusal.getMessage());
  }

  private List<PaysimRow> read(byte[] content) throws IOException {
    return PaysimFile.read(file(content), Long.MAX_VALUE, CurrencyCode.EURO);
  }

  /** The name says nothing about the content. */
  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("file.gz"), content);
  }

  private static byte[] text(String... lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compressed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
