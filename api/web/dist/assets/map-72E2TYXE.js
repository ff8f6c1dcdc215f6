import{d as a}from"./chunk-DUCOOZ2U.js";import"./chunk-YMWMHDKX.js";import"./chunk-UEXOFYVT.js";import"./chunk-3KPKQAKO.js";import"./chunk-H32KEJKP.js";export{a as map};
