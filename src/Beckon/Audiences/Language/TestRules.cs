using Beckon.Kernel;

namespace Beckon.Audiences.Language;

/// <summary>What tests of times, numbers and values must look like. Pure.</summary>
public sealed class TestRules(Faults faults)
{
    private const int LongestText = 1_000;
    private const int MostTexts = 1_000;
    private const decimal Biggest = 1_000_000_000_000m;

    public void CheckValue(string path, ValueTest test, TimeUse use)
    {
        switch (test.Op)
        {
            case ValueOp.Is or ValueOp.IsNot or ValueOp.Contains or ValueOp.StartsWith or ValueOp.EndsWith: CheckText($"{path}.text", test.Text); break;
            case ValueOp.IsOneOf: CheckTexts($"{path}.texts", test.Texts); break;
            case ValueOp.Number when test.Number is { } number: CheckNumber($"{path}.number", number); break;
            case ValueOp.Number: faults.Add($"{path}.number", "Say which number, such as {\"op\": \"at_least\", \"value\": 50}."); break;
            case ValueOp.Time when test.Time is { } time: CheckTime($"{path}.time", time, use); break;
            case ValueOp.Time: faults.Add($"{path}.time", "Say when, such as {\"op\": \"in_last\", \"amount\": 30, \"unit\": \"days\"}."); break;
        }
    }

    public void CheckNumber(string path, NumberTest test)
    {
        if (decimal.Abs(test.Value) > Biggest) faults.Add($"{path}.value", "This is more than anything counts.");
        if (test.Op == NumberOp.Between && !(test.To >= test.Value && test.To <= Biggest)) faults.Add($"{path}.to", "Give a number that is not less than the first.");
        if (test.Op != NumberOp.Between && test.To is not null) faults.Add($"{path}.to", "Only between has a second number.");
    }

    public void CheckTime(string path, TimeTest test, TimeUse use)
    {
        var relative = test.Op is TimeOp.InLast or TimeOp.InNext;
        if (relative) CheckSpan(path, test, use);
        else CheckDates(path, test, use);
        if (test.Anniversary && !(relative && use == TimeUse.Day)) faults.Add($"{path}.anniversary", "Days return each year only of fields that are days, and for in_last and in_next.");
    }

    private void CheckSpan(string path, TimeTest test, TimeUse use)
    {
        var most = test.Unit switch
        {
            TimeUnit.Minutes => 525_600,
            TimeUnit.Hours => 87_600,
            TimeUnit.Days => 3_660,
            TimeUnit.Weeks => 520,
            TimeUnit.Months => 120,
            _ => 0,
        };
        if (test.Unit is null) faults.Add($"{path}.unit", "Give minutes, hours, days, weeks or months.");
        else if (test.Unit is TimeUnit.Minutes or TimeUnit.Hours && use != TimeUse.Moment) faults.Add($"{path}.unit", "A day is compared in days, weeks or months.");
        if (test.Unit is not null && (test.Amount is null || test.Amount < 0 || test.Amount > most)) faults.Add($"{path}.amount", $"Give 0 to {most:#,##0}.");
        if (test.Date is not null || test.To is not null) faults.Add($"{path}.date", "A span counts from now: leave the date out.");
    }

    private void CheckDates(string path, TimeTest test, TimeUse use)
    {
        CheckDate($"{path}.date", test.Date, use);
        if (test.Op == TimeOp.Between) CheckDate($"{path}.to", test.To, use);
        else if (test.To is not null) faults.Add($"{path}.to", "Only between has a second date.");
        if (test.Amount is not null || test.Unit is not null) faults.Add($"{path}.amount", "Only in_last and in_next count from now.");
    }

    private void CheckDate(string path, string? date, TimeUse use)
    {
        if (Today.ReadDay(date) is { Year: >= 1000 and < 9000 }) return;
        if (use == TimeUse.Moment && Today.ReadMoment(date) is { Year: >= 1000 and < 9000 }) return;
        faults.Add(path, use == TimeUse.Moment ? "Give a day such as 2026-05-31, or a moment such as 2026-05-31T10:00:00Z." : "Give a day such as 2026-05-31.");
    }

    private void CheckTexts(string path, IReadOnlyList<string?>? texts)
    {
        if (texts is not { Count: > 0 and <= MostTexts }) faults.Add(path, $"Give 1 to {MostTexts:#,##0} values.");
        else if (texts.Any(IsBad)) faults.Add(path, $"Each has 1 to {LongestText:#,##0} characters.");
    }

    private void CheckText(string path, string? text)
    {
        if (IsBad(text)) faults.Add(path, $"Give 1 to {LongestText:#,##0} characters.");
    }

    private static bool IsBad(string? text) => string.IsNullOrEmpty(text) || text.Length > LongestText || text.Contains('\0', StringComparison.Ordinal);
}

/// <summary>What is compared with a time.</summary>
public enum TimeUse
{
    /// <summary>Something that has a time of day.</summary>
    Moment,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>The day that a text begins with.</summary>
    WrittenDay,
}
