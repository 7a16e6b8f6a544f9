package dev.annals.standalone.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small files in PaySim's format, the same for the same seed. Their accounts meet often. */
public final class GeneratedPaysim {

  private static final PaysimRow.Type[] TYPES = PaysimRow.Type.values();

  private GeneratedPaysim() {}

  /** Header and rows. */
  public static List<String> lines(long seed, int rows, int accounts) {
    var random = new Random(seed);
    var lines = new ArrayList<String>();
    lines.add(PaysimLine.HEADER);
    for (var i = 0; i < rows; i++) {
      lines.add(row(random, accounts));
    }
    return lines;
  }

  static List<PaysimRow> rows(long seed, int rows, int accounts) {
    var format = new PaysimLine(CurrencyCode.EURO);
    var lines = lines(seed, rows, accounts);
    var parsed = new ArrayList<PaysimRow>();
    for (var i = 1; i < lines.size(); i++) {
      parsed.add(format.parse(i, lines.get(i)));
    }
    return parsed;
  }

  private static String row(Random random, int accounts) {
    var type = TYPES[random.nextInt(TYPES.length)];
    var recipient = (type == PaysimRow.Type.PAYMENT ? "M" : "C") + random.nextInt(accounts);
    return String.join(
        ",",
        Integer.toString(1 + random.nextInt(700)),
        type.name(),
        amount(random, 100_000),
        "C" + random.nextInt(accounts),
        amount(random, 300_000),
        amount(random, 300_000),
        recipient,
        amount(random, 300_000),
        amount(random, 300_000),
        "0",
        "0");
  }

  /** As PaySim writes them: at least one decimal place, large ones in scientific notation. */
  private static String amount(Random random, int centsMax) {
    return Double.toString(BigDecimal.valueOf(random.nextInt(centsMax), 2).doubleValue());
  }
}
