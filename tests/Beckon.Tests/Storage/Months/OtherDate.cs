namespace Beckon.Tests.Storage.Months;

/// <summary>The date of another clock, but a second is a second: for code that waits for something real.</summary>
public sealed class OtherDate(TimeProvider date) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => date.GetUtcNow();
}
