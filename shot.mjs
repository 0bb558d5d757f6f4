import { chromium } from '@playwright/test';
const base='http://127.0.0.1:3964';
const b=await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run']});
async function as(label,w){const c=await b.newContext({viewport:{width:w,height:900}});const p=await c.newPage();await p.goto(base+'/login');await p.getByRole('button',{name:label}).first().click();await p.waitForURL(u=>!u.pathname.startsWith('/login'));return p;}
const out='/tmp/h/d/';
for (const w of [1280,360]){
 const m=await as(/情報セキュリティ責任者としてサインイン/,w);
 await m.goto(base+'/operator/review'); await m.screenshot({path:out+`review-${w}.png`});
 const href=await m.locator('tbody th a').first().getAttribute('href'); 
 if(href){await m.goto(base+href); await m.screenshot({path:out+`sheet-${w}.png`}); console.log(href, await m.evaluate(()=>document.documentElement.scrollWidth));}
 const s=await as(/事務局としてサインイン/,w);
 await s.goto(base+'/operator/cycles/new'); 
 await s.fill('#title',''); await s.fill('#from',''); await s.click('button[type=submit] >> nth=-1'); await s.waitForTimeout(1500);
 await s.screenshot({path:out+`plan-${w}.png`});
 await s.goto(base+'/operator/cycles'); await s.locator('main a[href^="/operator/cycles/"]').first().click(); await s.waitForLoadState(); const cyc=s.url();
 await s.goto(cyc+'/progress'); await s.screenshot({path:out+`progress-${w}.png`,fullPage:true});
 const as1=await s.locator('a[href$="/assignment"]').first().getAttribute('href').catch(()=>null); console.log(as1);
 if(as1){await s.goto(base+as1); await s.screenshot({path:out+`assign-${w}.png`,fullPage:true});}
}
await b.close();
