namespace Beckon.Server.Tests;

/// <summary>Waits for what happens beside the requests, no longer than it takes.</summary>
public static class Eventually
{
    /// <summary>Asks again until the answer is yes; fails after the time is over.</summary>
    public static async Task Async(Func<Task<bool>> check, int seconds = 10)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await check())
        {
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(seconds), "It has not happened in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
