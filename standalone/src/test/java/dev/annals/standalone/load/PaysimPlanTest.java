package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaysimPlanTest {

  private static final PaysimLine LINE = new PaysimLine(CurrencyCode.EURO);

  @Test
  void sends_each_row_as_the_command_it_stands_for() {
    var plan =
        plan(
            "1,CASH_IN,1.0,C1,5.0,0.0,C9,7.0,0.0,0,0",
            "1,CASH_OUT,2.0,C1,5.0,0.0,C9,7.0,0.0,0,0",
            "1,DEBIT,3.0,C2,6.0,0.0,C9,7.0,0.0,0,0",
            "1,PAYMENT,4.0,C2,6.0,0.0,M1,7.0,0.0,0,0",
            "1,TRANSFER,5.0,C3,0.0,0.0,C4,8.0,0.0,0,0");

    assertThat(plan.payments())
        .extracting(KeyedInstruction::instruction)
        .containsExactly(
            new Deposit("C1", 100),
            new Withdraw("C1", 200),
            new Withdraw("C2", 300),
            new Transfer("paysim-4-C2", "C2", "M1", 400),
            new Transfer("paysim-5-C3", "C3", "C4", 500));
    assertThat(plan.payments())
        .extracting(KeyedInstruction::key)
        .containsExactly("paysim-1-C1", "paysim-2-C1", "paysim-3-C2", "paysim-4-C2", "paysim-5-C3");
    assertThat(plan.payments().getLast().origin()).isEqualTo("row 5 (line 6)");
  }

  @Test
  void opens_each_account_with_what_it_held_where_it_comes_first() {
    var plan =
        plan(
            "1,CASH_OUT,2.0,C1,5.0,0.0,C2,7.0,0.0,0,0",
            "1,PAYMENT,4.0,C1,3.0,0.0,M1,7.0,0.0,0,0",
            "1,TRANSFER,5.0,C3,0.0,0.0,C2,8.0,0.0,0,0",
            "1,CASH_OUT,2.0,C2,13.0,0.0,C3,7.0,0.0,0,0");

    assertThat(plan.openings())
        .extracting(KeyedInstruction::instruction)
        .containsExactly(
            new Open("C1"),
            new Deposit("C1", 500),
            new Open("M1"),
            new Open("C3"),
            new Open("C2"),
            new Deposit("C2", 800));
    assertThat(plan.openings())
        .extracting(KeyedInstruction::key)
        .startsWith("paysim-open-C1", "paysim-fund-C1", "paysim-open-M1");
  }

  @Test
  void a_longer_part_of_the_file_begins_like_a_shorter_one() {
    var rows = GeneratedPaysim.rows(3, 300, 40);
    var whole = PaysimPlan.of(rows);
    var part = PaysimPlan.of(rows.subList(0, 100));

    assertThat(whole.openings()).startsWith(array(part.openings()));
    assertThat(whole.payments()).startsWith(array(part.payments()));
  }

  @Test
  void no_two_instructions_share_a_key() {
    var plan = PaysimPlan.of(GeneratedPaysim.rows(4, 500, 20));
    var keys =
        Stream.of(plan.openings(), plan.payments())
            .flatMap(List::stream)
            .map(KeyedInstruction::key)
            .toList();

    assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(500);
  }

  private static KeyedInstruction[] array(List<KeyedInstruction> instructions) {
    return instructions.toArray(KeyedInstruction[]::new);
  }

  private static PaysimPlan plan(String... lines) {
    return PaysimPlan.of(
        IntStream.range(0, lines.length)
            .mapToObj(index -> LINE.parse(index + 1, lines[index]))
            .toList());
  }
}
