package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.CourseSubscriptionsScenario.CourseFact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A course has so many seats, a student so many courses: two limits, one decision. */
abstract class CourseSubscriptionsScenario extends Scenario<CourseFact> {

  private static final int COURSES_MAX = 3;

  sealed interface CourseFact extends Fact {}

  record CourseOffered(String course, int seats) implements CourseFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(courseTag(course));
    }
  }

  record StudentEnrolled(String student, String course) implements CourseFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(courseTag(course), studentTag(student));
    }
  }

  private static Tag courseTag(String course) {
    return Tag.of("course", course);
  }

  private static Tag studentTag(String student) {
    return Tag.of("student", student);
  }

  /** What is known of one student's wish for one course. */
  record Wish(StudentEnrolled wish, int seatsLeft, int coursesTaken, boolean fulfilled) {

    Wish evolve(CourseFact fact) {
      return switch (fact) {
        case CourseOffered(_, var seats) -> new Wish(wish, seats, coursesTaken, fulfilled);
        case StudentEnrolled enrolled ->
            new Wish(
                wish,
                enrolled.course.equals(wish.course) ? seatsLeft - 1 : seatsLeft,
                enrolled.student.equals(wish.student) ? coursesTaken + 1 : coursesTaken,
                fulfilled || enrolled.equals(wish));
      };
    }

    Verdict<CourseFact> verdict() {
      if (fulfilled) {
        return rejected("enrolled already");
      }
      if (coursesTaken == COURSES_MAX) {
        return rejected("too many courses");
      }
      return seatsLeft > 0 ? accepted(wish) : rejected("no seat left");
    }
  }

  CourseSubscriptionsScenario(Supplier<List<EventLog>> processes) {
    super(
        processes,
        Map.of(
            "courses.CourseOffered",
            CourseOffered.class,
            "courses.Enrolled",
            StudentEnrolled.class));
  }

  private static Decision<Wish, CourseFact> enrol(String student, String course) {
    var boundary =
        EventQuery.anyOf(
            new EventQuery.Item(Set.of(), Set.of(courseTag(course))),
            new EventQuery.Item(Set.of(), Set.of(studentTag(student))));
    var wish = new Wish(new StudentEnrolled(student, course), 0, 0, false);
    return new Decision<>(boundary, wish, Wish::evolve, Wish::verdict);
  }

  @Test
  void a_student_enrols_once_while_there_are_seats() {
    given(new CourseOffered("logic", 2));

    assertThat(when(enrol("anna", "logic")))
        .isEqualTo(accepted(new StudentEnrolled("anna", "logic")));
    assertThat(when(enrol("anna", "logic"))).isEqualTo(rejected("enrolled already"));
    assertThat(when(enrol("bert", "logic")))
        .isEqualTo(accepted(new StudentEnrolled("bert", "logic")));
    assertThat(when(enrol("carl", "logic"))).isEqualTo(rejected("no seat left"));
    assertThat(when(enrol("carl", "magic"))).isEqualTo(rejected("no seat left"));
  }

  @Test
  void of_students_racing_for_the_last_seat_one_gets_it() {
    given(new CourseOffered("logic", 1));

    var verdicts = whenAtOnce(each(i -> enrol("student " + i, "logic")));

    assertThat(verdicts).filteredOn(rejected("no seat left")::equals).hasSize(RACERS - 1);
    assertThat(recorded()).hasSize(2);
    assertThat(conflicts()).isEqualTo(RACERS - 1);
  }

  @Test
  void a_student_racing_for_many_courses_at_once_gets_no_more_than_allowed() {
    given(each(i -> new CourseOffered("course " + i, 9)));

    var verdicts = whenAtOnce(each(i -> enrol("anna", "course " + i)));

    assertThat(verdicts)
        .filteredOn(rejected("too many courses")::equals)
        .hasSize(RACERS - COURSES_MAX);
    assertThat(recorded()).hasSize(RACERS + COURSES_MAX);
  }

  @Test
  void students_of_different_courses_are_not_in_each_others_way() {
    given(each(i -> new CourseOffered("course " + i, 1)));

    whenAtOnce(each(i -> enrol("student " + i, "course " + i)));

    assertThat(recorded()).hasSize(2 * RACERS);
    assertThat(conflicts()).isZero();
  }
}
