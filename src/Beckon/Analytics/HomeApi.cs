using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Analytics;

/// <summary>The home screen: what came in, what went out, what it brought, and what to do next.</summary>
public static class HomeApi
{
    private const int UsualDays = 7;

    private static readonly int[] Spans = [7, 30, 90];

    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/home", GetAsync).WithTags("Home").Requires(Permission.HistoryRead)
            .WithSummary("Today at a glance, over the last 7, 30 or 90 days");

    private static async Task<Results<Ok<HomeView>, ValidationProblem>> GetAsync(
        int? days, Caller caller, HomeStore store, WorkspaceStore workspaces, HomeOptions options, TimeProvider time, CancellationToken ct)
    {
        var span = days ?? UsualDays;
        if (!Spans.Contains(span))
        {
            var faults = new Faults();
            faults.Add("days", "Ask for 7, 30 or 90 days.");
            return faults.ToProblem("Correct what is named below and ask again.");
        }
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var period = HomePeriod.Of(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), span);
        var facts = await store.ReadAsync(new HomeWorkspace(workspace.Id, workspace.TimeZone, workspace.Currency), period, ct);
        return TypedResults.Ok(View(period, facts, workspace.Currency, options));
    }

    private static HomeView View(HomePeriod period, HomeFacts facts, string currency, HomeOptions options)
    {
        var recovered = facts.Recovered.Values;
        return new HomeView(
            period.Start,
            period.End,
            new CountFigure(facts.Events.Values.Sum(), facts.EventsBefore),
            new CountFigure(facts.Messages.Values.Sum(), facts.MessagesBefore),
            new MoneyFigure(recovered.Sum(day => day.Revenue), facts.RecoveredBefore.Revenue, currency),
            new CountFigure(recovered.Sum(day => day.Orders), facts.RecoveredBefore.Orders),
            facts.State.Contacts,
            [.. period.Days.Select(day => Day(day, facts))],
            HomeAdvice.Attention(facts.State),
            HomeAdvice.Checklist(facts.State),
            options.DemoShop);
    }

    private static HomeDay Day(DateOnly day, HomeFacts facts) => new(
        day, facts.Events.GetValueOrDefault(day), facts.Messages.GetValueOrDefault(day), facts.Recovered.GetValueOrDefault(day).Revenue);
}
