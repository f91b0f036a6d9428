using Beckon.Accounts;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Predictions;

/// <summary>Computes what the customers of a workspace are expected to do, and keeps how far it looks.</summary>
public sealed class PredictionDesk(NpgsqlDataSource database, WorkspaceStore workspaces, Audit audit, TimeProvider time)
{
    private const int MostTop = 20;

    public NpgsqlDataSource Database => database;

    /// <summary>Computes everything anew. It is noted also when nothing can be predicted, with the reason: what was expected before is not any more.</summary>
    public async Task<PredictionRun> ComputeAsync(Guid workspaceId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        var begun = time.GetUtcNow();
        var day = workspace.DayOf(begun);
        await using var connection = await database.OpenConnectionAsync(ct);
        var (settings, _) = await PredictionReadStore.SettingsAsync(connection, workspaceId, ct);
        var days = await PredictionStore.DaysOfHistoryAsync(connection, workspaceId, day, workspace.TimeZone, ct);
        var testDays = PredictionRules.TestSpan(days);
        List<Customer> customers;
        await using (var reading = await connection.BeginTransactionAsync(ct))
        {
            customers = await PredictionStore.CustomersAsync(connection, workspaceId, day, workspace.TimeZone, testDays, ct);
            await reading.CommitAsync(ct);
        }
        var found = await Task.Run(() => Work(customers, settings, day, days, testDays), ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PredictionStore.WriteAsync(connection, workspaceId, customers, found.Predictions, ct);
        var finished = time.GetUtcNow();
        var took = (int)Math.Min((finished - begun).TotalMilliseconds, int.MaxValue);
        var run = new PredictionRun(Ids.New(time), day, finished, took, customers.Count, found.Refusal, found.Outcome, settings) { Top = TopOf(customers, found.Predictions) };
        await PredictionStore.NoteAsync(connection, workspaceId, run, ct);
        await transaction.CommitAsync(ct);
        return run;
    }

    // Some more than are shown: whoever is merged or erased meanwhile leaves a place.
    private static Guid[] TopOf(List<Customer> customers, IReadOnlyList<Prediction> predictions) =>
    [
        .. customers.Zip(predictions)
            .OrderByDescending(one => one.Second.LifetimeValue ?? decimal.MinValue).ThenByDescending(one => one.Second.ExpectedOrders)
            .Take(MostTop).Select(one => one.First.ContactId),
    ];

    private static Found Work(List<Customer> customers, PredictionSettings settings, DateOnly day, int days, int testDays)
    {
        if (PredictionRules.Refusal(customers.Count, customers.Count(customer => customer.History.Repeats > 0), days) is { } refusal) return new Found([], refusal, null);
        var review = new PredictionReview(customers, testDays);
        if (review.Fit() is not var (purchases, spend)) return new Found([], PredictionRules.DoesNotFit, null);
        var predictor = new Predictor(purchases, spend, settings, day);
        var predictions = customers.ConvertAll(customer => predictor.Of(customer.History, customer.RepeatAverage));
        return new Found(predictions, null, review.Sum(purchases, spend, predictions));
    }

    /// <summary>False when somebody has changed them meanwhile.</summary>
    public async Task<bool> SaveAsync(Caller caller, PredictionSettings settings, int version, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await PredictionReadStore.SaveAsync(connection, caller.WorkspaceId, settings, version, time.GetUtcNow(), ct)) return false;
        await audit.WriteAsync(connection, caller, "predictions.changed", "predictions", new { settings.HorizonDays, settings.DiscountPercent }, ct);
        return true;
    }

    private sealed record Found(IReadOnlyList<Prediction> Predictions, string? Refusal, PredictionOutcome? Outcome);
}
