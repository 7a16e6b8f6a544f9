@NullMarked
package dev.annals.command.subjects;

import org.jspecify.annotations.NullMarked;
