using System.Text.Json;
using Npgsql;

namespace Beckon.Server.Tests;

public sealed class DiscretionTests
{
    private const string Ada = "ada@example.com";

    public static TheoryData<Exception> Indiscreet =>
    [
        new FormatException($"The input string '{Ada}' was not in a correct format."),
        new ArgumentOutOfRangeException("value", Ada, "No such value."),
        new KeyNotFoundException($"The given key '{Ada}' was not present in the dictionary."),
        new JsonException("broken", $"$['{Ada}']", 1, 2),
        new InvalidOperationException("The work failed.", new FormatException(Ada)),
        new AggregateException(new FormatException(Ada), new TimeoutException("slow", new FormatException(Ada))),
        new PostgresException($"invalid input syntax for type numeric: \"{Ada}\"", "ERROR", "ERROR", "22P02"),
        new PostgresException(
            "new row for relation \"event\" violates check constraint \"x\"", "ERROR", "ERROR", "23514",
            detail: $"Failing row contains ({Ada})", where: $"JSON data, line 1: {Ada}"),
    ];

    [Theory]
    [MemberData(nameof(Indiscreet))]
    public void What_an_exception_quotes_is_not_told(Exception exception)
    {
        var told = Discretion.Tell(exception);

        told.ShouldNotContain(Ada);
        told.ShouldStartWith(exception.GetType().FullName ?? "");
    }

    [Fact]
    public void What_cannot_quote_anybody_is_told_in_its_own_words()
    {
        Discretion.Tell(new TimeoutException("The operation has timed out.")).ShouldBe("System.TimeoutException: The operation has timed out.");
        Discretion.Tell(new PostgresException("could not extend file: No space left on device", "ERROR", "ERROR", "53100"))
            .ShouldBe("Npgsql.PostgresException: 53100 could not extend file: No space left on device");
        Discretion.Tell(new global::Beckon.Storage.StorageException("The server is away.")).ShouldBe("Beckon.Storage.StorageException: The server is away.");
    }

    [Fact]
    public void Where_it_happened_is_told()
    {
        var exception = Should.Throw<FormatException>(() => int.Parse(Ada, System.Globalization.CultureInfo.InvariantCulture));

        exception.Message.ShouldContain(Ada);
        var told = Discretion.Tell(exception);
        told.ShouldContain(nameof(Where_it_happened_is_told));
        told.ShouldNotContain(Ada);
    }
}
