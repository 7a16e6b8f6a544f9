package dev.annals.standalone.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VerifyCommandTest {

  private static final int UNKNOWN = 2;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--export=here --archive=there ; but not both",
        "--export=here --checkpoint=kept ; is compared with a database",
        "--export=here --from=9 --to=3 ; no positions 9 to 3",
        "--export=here --from=-5 ; no positions -5 to 0",
        "--archive=here --to=-1 ; no positions 0 to -1",
        "--from=2 ; from its first event on",
        "--database=jdbc:postgresql://localhost:1/none --key=x --checkpoint=nowhere ; key",
      })
  void what_makes_no_sense_is_refused_before_anything_is_read(String options, String why) {
    var err = new StringWriter();

    var exitCode =
        new CommandLine(new VerifyCommand())
            .setErr(new PrintWriter(err))
            .execute(options.strip().split(" ", -1));

    assertThat(exitCode).isEqualTo(UNKNOWN);
    assertThat(err.toString()).startsWith("annals: ").contains(why.strip());
  }
}
